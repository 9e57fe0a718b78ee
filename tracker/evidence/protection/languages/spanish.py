"""Spanish."""

from tracker.evidence.protection.vocabulary import Words

WORDS = Words(
    victims="""víctima víctimas sobreviviente sobrevivientes superviviente supervivientes
        testigo testigos denunciante denunciantes agraviada agraviado ofendida ofendido
        querellante damnificada""",
    persons="""niña niño joven mujer adolescente menor chica chico muchacha muchacho bebé
        migrante refugiada refugiado trabajadora trabajador alumna estudiante paciente clienta
        residente solicitante señorita hombre jovencita huérfana declarante""",
    kin="""madre padre hermana hermano hija hijo esposa esposo marido tía tío prima primo
        sobrina sobrino abuela abuelo padres novia pareja tutora tutor
        hermanas hermanos hijas hijos niñas primas gemelas""",
    naming="llamada llamado nombre nombrada apodada apodado alias apellido apellidos",
    introductions="""me llamo, se llama, se llamaba, mi nombre es, su nombre es, su nombre era,
        nombre:, nombres:, nombre completo:, nombre y apellidos:, apellidos:, apellido:,
        responde al nombre de, identificada como, identificado como,
        de nombre, la llamada""",
    harm="""vendida vendido reclutada reclutado captada captado explotada explotado obligada
        obligado forzada violada abusada golpeada secuestrada secuestrado rescatada rescatado
        liberada liberado tratada engañada drogada embarazada repatriada prostituida
        encontrada albergada declaró escapó
        escapó huyó sobrevivió logró escapado huido""",
    auxiliaries="""fue fueron era estaba está ha sido había que después luego y
        quien quienes que""",
    glue="""la el los las un una de del es era llamada llamado protegida protegido menor joven
        entonces mi su nuestra años edad que tiene misma mismo ella él""",
    particles="de del la las los",
    titles="""ministro ministra ministros presidente presidenta juez jueza magistrada magistrado
        fiscal fiscala abogada abogado embajador embajadora comisario comisaria comisionada
        comisionado inspector inspectora coronel comandante capitán general director directora
        secretaria secretario relatora relator senador senadora gobernador gobernadora alcalde
        alcaldesa profesor profesora doctor doctora dr dra licenciada licenciado lic vocera
        vocero portavoz representante coordinadora coordinador diputada diputado delegada
        delegado experta experto autora autor investigadora investigador periodista jefa jefe
        defensora defensor procuradora procurador canciller viceministra viceministro""",
    institutions="""ley leyes código tribunal corte juzgado sala ministerio convención protocolo
        tratado comité comisión consejo organización oficina unidad departamento agencia
        universidad instituto escuela colegio centro fundación fondo red asociación unión
        federación programa proyecto plan estrategia política constitución reglamento decreto
        directiva resolución declaración informe informes guía manual naciones asamblea
        parlamento senado congreso gobierno estado estados república reino policía fiscalía
        grupo fuerza servicio servicios apoyo protección asistencia derechos humanos humanas
        trata personas esclavitud criminal penal nacional internacional regional mundial unidas
        europea federal embajada hospital albergue refugio campaña operación iniciativa alianza
        coalición foro conferencia cumbre día artículo sección párrafo capítulo anexo tabla
        cuadro caso expediente sentencia defensoría procuraduría secretaría mesa línea justicia
        interior relaciones exteriores familia salud educación trabajo finanzas defensa
        seguridad acción marco mecanismo estudio encuesta datos estadísticas presupuesto
        comunicado acuerdo equipo consultivo interinstitucional especial especializado general
        supremo suprema pueblo mujer víctimas calle avenida plaza casa sociedad iglesia banco
        hotel aeropuerto ciudad atención integral""",
    not_names="""el la los las un una unos unas de del en sobre bajo para por con sin y o pero
        si cuando mientras desde después antes durante entre este esta estos estas ese esa
        eso él ella ellos ellas nosotros yo tú su sus mi mis que quien cual donde cómo todos
        todas todo algunos algunas ninguno uno dos tres cuatro cinco seis siete ocho nueve diez
        mujeres hombres niñas niños enero febrero marzo abril mayo junio julio agosto septiembre
        setiembre octubre noviembre diciembre lunes martes miércoles jueves viernes sábado
        domingo señor señora sr sra srta véase nota fuente fuentes según sin embargo también
        porque como cada otro otra otros más menos luego sí gracias estimada estimado llamar
        escribir teléfono celular nacida nacido cédula pasaporte español española inglés
        venezolana colombiana peruana boliviana ecuatoriana paraguaya mexicana guatemalteca
        hondureña salvadoreña nicaragüense dominicana cubana haitiana brasileña nigeriana
        rumana se presentó tenía había fue""",
    place_prepositions="en desde hacia hasta cerca a al",
    age_units="años año meses",
    age_words="""edad
        hoy ahora apenas""",
    pseudonyms="""nombre ficticio, nombre cambiado, seudónimo, nombre modificado,
        no es su nombre real, nombre supuesto, nombre protegido""",
    telephone="""tel, teléfono, celular, móvil, llamar, llamar al, whatsapp, número de teléfono,
        fono, cel, telefónico,
        su número, su numero es,
        llamen, llame, llámela, llámelo, marcar, marque""",
    hotline="""línea gratuita, línea de ayuda, teléfono de ayuda, línea de emergencia,
        número gratuito, línea de atención, línea nacional, emergencias, central telefónica""",
    identity="""pasaporte, dni, nie, cédula, cédula de ciudadanía, cédula de identidad, curp,
        rut, run, cuil, ine, clave de elector, carné, carnet, carné de extranjería, documento
        de identidad, documento nacional de identidad, número de identidad, partida de
        nacimiento, acta de nacimiento, dpi, cui, permiso de residencia, seguro social,
        licencia de conducir, tarjeta de identidad, documento de viaje""",
    bank="cuenta bancaria, número de cuenta, cuenta n.º, cbu, clabe, iban, tarjeta",
    birth="nacida, nacido, nació, fecha de nacimiento, f. nac",
    reference="""n.º, nº, ley, decreto, artículo, expediente, sentencia, documento, párrafo*,
        página*, signatura, resolución, acuerdo, suman,
        partida, partida presupuestaria""",
    dwelling="""albergue, refugio, casa de acogida, vive, vivía, reside, domiciliada, domicilio,
        escondida, encerrada, rescataron, rescatada, hallada, encontrada, casa en, casa de""",
    offices="""ministerio, tribunal, juzgado, corte, embajada, consulado, oficinas, sede, fundación,
        comisión, universidad, secretaría, congreso, comisaría, naciones unidas, municipalidad,
        fiscalía, defensoría""",
    networks="cuenta, perfil, usuario, usuaria, nombre de usuario",
    courtesies="doña don señora señor señorita sra sr srta",
    age_numbers="""dos tres cuatro cinco seis siete ocho nueve diez once doce trece
        catorce quince dieciséis diecisiete dieciocho diecinueve veinte""",
)
